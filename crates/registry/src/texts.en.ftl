registry-careers-title = My careers
registry-careers-intro = Each career has its own identification number: use it when you write to the secretary.
registry-careers-none = You have no career yet
registry-careers-none-next = A career is opened, with its number, when your enrolment is confirmed: follow the status of your application.
registry-career-matricola = CAREER IDENTIFICATION NUMBER
registry-career-status = CAREER STATUS
registry-career-category = CATEGORY
registry-career-programme = Programme
registry-career-opened = From
registry-status-active = ACTIVE
registry-status-closed = CLOSED
registry-kind-master = Specializing master
registry-kind-postgraduate = Postgraduate course
registry-kind-specialist = Specialist training course

event-registry-career-opened = The career was opened.
event-registry-career-closed = The career was closed.
