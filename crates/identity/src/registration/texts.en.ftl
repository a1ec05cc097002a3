register-title = Registration to Online Services
register-intro = With the registration you get your person code, the 8-digit code that you need for every service. Fill in this page, choose a password, then use the link that we send by e-mail and upload a valid identity document.
register-known = Have you graduated here, or do you have a student identification number or a person code? You do not need to register:
register-known-link = recover your credentials
register-privacy = How we treat what you write here:
register-personal = Personal data
register-residence = Residence address
register-contact = Contact address
register-coincides = Does the residence address coincide with the contact address?
register-coincides-yes = Yes: write to me at my residence
register-coincides-no = No: write to me at another address
register-contact-other = The other address (only if you answered No)
register-phones = Telephone contacts
register-email = Personal email
register-email-text = We send the link that activates your account to this address, and later everything about your applications. It cannot be an address of the university.
register-email-again = Personal e-mail address again
register-password-title = Choose your password
register-password-text = The last step: your password. Then we write to { $email }.
register-sent-title = Check your mail
register-sent-new = We have sent a message. If you are new to our services you find it at the address you wrote:
register-sent-days = The link in it activates your account. It works once, within { $days } days; after that what you wrote is erased.
register-sent-known = If the university knows you already, you find it at the address you gave then. It says how to recover your person code and password.
register-sent-nothing = Nothing arrives within a few minutes? Look in the spam folder, or ask for the link again.
resend-title = Send the activation link again
resend-text = Write the address with which you registered. If a registration is waiting there, we send a new link; the earlier one stops working.
activate-title = Activate your account
activate-text = Press the button to activate your account and get your person code.
activate-button = Activate
complete-title = Complete your registration
complete-code = Your person code is { $code }
complete-code-text = Keep it carefully: you need it each time you sign in. We have also sent it to your personal e-mail address.
complete-text = Upload a photo or scan of a valid identity document. With it your registration is complete, and you can use all services.
complete-button = Complete the registration
fault-email-differs = The two addresses are different. Write the same one twice.
done-activated = Your account is active.
done-registration-completed = Your registration is complete. Welcome to Online Services.
done-registered-before = You are registered already: recover your person code or password here.
event-identity-registration-begun = A registration was begun.
event-identity-registration-recognised = Somebody tried to register with the data of a known person.
event-identity-activation-asked = An activation link was asked for again.
event-identity-activated = The account was activated.
event-identity-registration-completed = The registration was completed with an identity document.
event-identity-swept = Expired links and registrations were erased.
mail-activation-subject = Activate your account
mail-activation-body =
    Dear { $name },

    you registered to Online Services. Open the link below within { $days } days to activate your account and get your person code. Then upload a valid identity document to complete the registration.

    If you did not register, there is nothing to do: without the link everything is erased.
mail-activation-link = Activate your account
mail-activated-subject = Your account is active
mail-activated-body =
    Dear { $name },

    your account is active. Your person code is { $code }: with it and your password you sign in to Online Services.

    To complete the registration upload a valid identity document.
mail-activated-link = Complete your registration
mail-already-known-subject = You are registered already
mail-already-known-body =
    Dear Sir or Madam,

    somebody, probably you, tried to register to Online Services with your data. You do not need to register again: the university knows you already.

    If you forgot your person code or your password, open the page below. If that does not help, write to the assistance desk. If it was not you, there is nothing to do.
mail-already-known-link = Credentials recovery
