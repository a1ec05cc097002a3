//! Writes a message, and holds what we write to the same limits as what we read.

use std::fmt::Display;

use kernel::FaultCode;
use quick_xml::escape::escape;

use super::FieldFault;

/// A message while it is written. The first fault stops nothing, and is told at the end.
pub(crate) struct Writer {
    out: String,
    path: Vec<&'static str>,
    fault: Option<FieldFault>,
}

impl Writer {
    /// A SOAP 1.1 envelope around one message of the namespace `space`.
    pub(crate) fn soap(
        space: &str,
        message: &'static str,
        fill: impl FnOnce(&mut Writer),
    ) -> Result<String, FieldFault> {
        let mut writer = Writer { out: String::with_capacity(2048), path: Vec::new(), fault: None };
        writer.out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        writer.out.push_str(&format!(
            "<soapenv:Envelope xmlns:soapenv=\"{}\" xmlns:paf=\"{space}\"><soapenv:Body><paf:{message}>",
            crate::pa_for_node::SOAP
        ));
        writer.path.push(message);
        fill(&mut writer);
        writer.out.push_str(&format!("</paf:{message}></soapenv:Body></soapenv:Envelope>"));
        match writer.fault {
            None => Ok(writer.out),
            Some(fault) => Err(fault),
        }
    }

    /// An element with others inside.
    pub(crate) fn group(&mut self, name: &'static str, fill: impl FnOnce(&mut Writer)) {
        self.out.push_str(&format!("<{name}>"));
        self.path.push(name);
        fill(self);
        self.path.pop();
        self.out.push_str(&format!("</{name}>"));
    }

    /// An element with a text, which `read` must be able to read back.
    pub(crate) fn leaf<T>(
        &mut self,
        name: &'static str,
        value: impl Display,
        read: impl Fn(&str) -> Result<T, FaultCode>,
    ) {
        let text = value.to_string();
        if let Err(code) = read(&text) {
            self.fault(name, code);
        }
        // A bare carriage return would come back as a line feed (XML 1.0, section 2.11).
        let text = escape(text.as_str()).replace('\r', "&#13;");
        self.out.push_str(&format!("<{name}>{text}</{name}>"));
    }

    /// As [`Writer::leaf`], or nothing.
    pub(crate) fn maybe<T, V: Display>(
        &mut self,
        name: &'static str,
        value: Option<V>,
        read: impl Fn(&str) -> Result<T, FaultCode>,
    ) {
        if let Some(value) = value {
            self.leaf(name, value, read);
        }
    }

    /// Notes a fault; the first is kept.
    pub(crate) fn fault(&mut self, name: &'static str, code: FaultCode) {
        if self.fault.is_none() {
            let mut path = self.path.clone();
            path.push(name);
            self.fault = Some(FieldFault { path: path.join("/"), code });
        }
    }
}
