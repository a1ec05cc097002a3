use registry::CareerKind;

/// A document, or a payment that is asked for like one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Certificate of degree award.
    Award,
    /// Certificate with educational path and ECTS.
    Path,
    /// Certificate of enrolment.
    Enrolment,
    /// Self-certification of the degree award (art. 46 DPR 445/2000).
    SelfAward,
    /// Self-certification of the educational path.
    SelfPath,
    /// Self-certification of the enrolment.
    SelfEnrolment,
    /// Diploma supplement (art. 11 paragraph 8 DM 270/2004): free, issued once the title is awarded.
    Supplement,
    /// Payment of the stamp duty of an enrolment that the secretariat opened. No document comes of it but the receipt.
    EnrolmentDuty,
}

impl Kind {
    /// All of them, in the order in which they are listed.
    pub const ALL: [Kind; 8] = [
        Kind::Award,
        Kind::Path,
        Kind::Enrolment,
        Kind::SelfAward,
        Kind::SelfPath,
        Kind::SelfEnrolment,
        Kind::Supplement,
        Kind::EnrolmentDuty,
    ];

    /// As stored, in addresses and in the keys of texts.
    pub const fn code(self) -> &'static str {
        match self {
            Kind::Award => "award",
            Kind::Path => "path",
            Kind::Enrolment => "enrolment",
            Kind::SelfAward => "self-award",
            Kind::SelfPath => "self-path",
            Kind::SelfEnrolment => "self-enrolment",
            Kind::Supplement => "supplement",
            Kind::EnrolmentDuty => "enrolment-duty",
        }
    }

    /// Reads a stored code.
    pub fn read(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// True when the person signs it, not the university.
    pub const fn is_self_certification(self) -> bool {
        matches!(self, Kind::SelfAward | Kind::SelfPath | Kind::SelfEnrolment)
    }

    /// What a person asks for who may not use a certificate: the self-certification that says the same (art. 40 DPR
    /// 445/2000 as changed by art. 15 L. 183/2011).
    pub const fn self_certification(self) -> Option<Kind> {
        match self {
            Kind::Award | Kind::SelfAward => Some(Kind::SelfAward),
            Kind::Path | Kind::SelfPath => Some(Kind::SelfPath),
            Kind::Enrolment | Kind::SelfEnrolment => Some(Kind::SelfEnrolment),
            Kind::Supplement | Kind::EnrolmentDuty => None,
        }
    }

    /// The key of its name in the list, in the guide's words: they name the kind of programme first.
    pub fn title_key(self, career: CareerKind) -> String {
        let family = match career {
            CareerKind::Master => "master",
            CareerKind::Postgraduate => "postgraduate",
            CareerKind::Specialist => "specialist",
            CareerKind::Bachelor | CareerKind::Graduate | CareerKind::Doctorate => "degree",
        };
        format!("certificates-kind-{family}-{}", self.code())
    }
}
