//! Styles, script, icons and fonts of the pages, inside the program. Each is served under an address that carries the
//! digest of its content, so that browsers may keep it for ever; `scripts/design-system` builds the files and their
//! compressed forms.

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, header};
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

/// One file, with its compressed forms if it has any.
struct Asset {
    name: &'static str,
    kind: &'static str,
    plain: &'static [u8],
    brotli: Option<&'static [u8]>,
    gzip: Option<&'static [u8]>,
}

macro_rules! asset {
    ($name:literal, $kind:literal, compressed) => {
        Asset {
            name: $name,
            kind: $kind,
            plain: include_bytes!(concat!("../../assets/", $name)),
            brotli: Some(include_bytes!(concat!("../../assets/", $name, ".br"))),
            gzip: Some(include_bytes!(concat!("../../assets/", $name, ".gz"))),
        }
    };
    ($name:literal, $kind:literal) => {
        Asset {
            name: $name,
            kind: $kind,
            plain: include_bytes!(concat!("../../assets/", $name)),
            brotli: None,
            gzip: None,
        }
    };
}

static ASSETS: [Asset; 8] = [
    asset!("ateneo.css", "text/css; charset=utf-8", compressed),
    asset!("ateneo.js", "text/javascript; charset=utf-8", compressed),
    asset!("icons.svg", "image/svg+xml", compressed),
    asset!("favicon.svg", "image/svg+xml", compressed),
    asset!("titillium-400.woff2", "font/woff2"),
    asset!("titillium-600.woff2", "font/woff2"),
    asset!("titillium-700.woff2", "font/woff2"),
    asset!("roboto-mono-400.woff2", "font/woff2"),
];

static ADDRESSES: LazyLock<Vec<String>> = LazyLock::new(|| ASSETS.iter().map(address).collect());

/// The address of a file, for templates. An unknown name gives an address that answers 404; a test reads all pages.
pub fn asset_url(name: &str) -> &'static str {
    let found = ASSETS.iter().zip(ADDRESSES.iter()).find(|(asset, _)| asset.name == name);
    found.map_or("/assets/unknown", |(_, address)| address)
}

/// Answers a request for `path`, with or without its `/assets/`, in the smallest form that the `Accept-Encoding` header
/// allows; none if there is no such file.
pub fn serve<'a>(path: &str, accept_encoding: impl Into<Option<&'a str>>) -> Option<(HeaderMap, Bytes)> {
    let (accept_encoding, wanted) = (accept_encoding.into(), path.trim_start_matches("/assets/"));
    let (asset, _) = ASSETS
        .iter()
        .zip(ADDRESSES.iter())
        .find(|(_, address)| address.strip_prefix("/assets/") == Some(wanted))?;
    let accepts = |coding: &str| accept_encoding.is_some_and(|header| takes(header, coding));
    let (coding, body) = match asset {
        Asset { brotli: Some(bytes), .. } if accepts("br") => (Some("br"), *bytes),
        Asset { gzip: Some(bytes), .. } if accepts("gzip") => (Some("gzip"), *bytes),
        Asset { plain, .. } => (None, *plain),
    };
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(coding) = coding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    Some((headers, Bytes::from_static(body)))
}

/// True when an `Accept-Encoding` header names a coding without refusing it (`q=0`; RFC 9110, 12.5.3).
fn takes(header: &str, coding: &str) -> bool {
    header.split(',').any(|part| {
        let mut words = part.split(';').map(str::trim);
        let named = words.next().is_some_and(|word| word.eq_ignore_ascii_case(coding));
        named
            && !words
                .any(|word| matches!(word.replace(' ', "").as_str(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
    })
}

/// `/assets/name.digest.ext`, as scripts/design-system writes it into the style sheet.
fn address(asset: &Asset) -> String {
    let digest: String =
        Sha256::digest(asset.plain).iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    let (stem, kind) = asset.name.rsplit_once('.').unwrap_or((asset.name, "bin"));
    format!("/assets/{stem}.{digest}.{kind}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_served_in_the_smallest_form_asked_for() {
        let url = asset_url("ateneo.css");
        let (headers, plain) = serve(url, None).unwrap();
        assert_eq!(headers[header::CONTENT_TYPE], "text/css; charset=utf-8");
        assert!(!headers.contains_key(header::CONTENT_ENCODING));
        let (headers, gzip) = serve(url, Some("gzip, br;q=0")).unwrap();
        assert_eq!(headers[header::CONTENT_ENCODING], "gzip");
        let (headers, brotli) = serve(url, Some("gzip, deflate, br")).unwrap();
        assert_eq!(headers[header::CONTENT_ENCODING], "br");
        assert!(brotli.len() < gzip.len() && gzip.len() < plain.len());
        assert!(serve("/assets/ateneo.css", None).is_none());
    }

    #[test]
    fn every_address_in_the_style_sheet_is_served() {
        let css = std::str::from_utf8(ASSETS[0].plain).unwrap();
        let addresses: Vec<_> =
            css.split("url(").skip(1).map(|rest| rest.split(')').next().unwrap().trim_matches('"')).collect();
        assert!(addresses.len() >= 4);
        for address in addresses {
            assert!(serve(address, None).is_some(), "{address}");
        }
    }

    #[test]
    fn the_committed_files_are_those_the_script_built() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
        let sums = std::fs::read_to_string(folder.join("SHA256SUMS")).unwrap();
        assert!(sums.lines().count() > ASSETS.len());
        for line in sums.lines() {
            let (sum, name) = line.split_once("  ").unwrap();
            let bytes = std::fs::read(folder.join(name)).unwrap();
            let found: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
            assert_eq!(found, sum, "{name}: run scripts/design-system");
        }
    }
}
