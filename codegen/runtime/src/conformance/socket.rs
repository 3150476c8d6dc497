//! The least client of HTTP/1.1.
//!
//! In: a request with an absolute `http` URI. Out: the response, whole.
//! Invariant: one connection for each request, which the service is asked to close; nothing waits for longer than the limit.

use http::{
    HeaderName, HeaderValue, Request, Response, StatusCode,
    header::{CONTENT_LENGTH, TRANSFER_ENCODING},
};
use std::{
    io::{self, BufRead, BufReader, Read, Write},
    net::TcpStream,
    time::Duration,
};

/// How long to wait for the service to take or to give the next bytes.
const PATIENCE: Duration = Duration::from_secs(30);

/// The longest response that is read.
const LONGEST: u64 = 64 << 20;

/// Sends a request and reads its response.
pub(super) fn send(request: &Request<Vec<u8>>) -> io::Result<Response<Vec<u8>>> {
    let uri = request.uri();
    let host = match (uri.scheme_str(), uri.authority()) {
        (Some("http"), Some(authority)) => authority,
        _ => return Err(invalid("only services of plain HTTP are spoken to")),
    };
    let mut stream = TcpStream::connect((host.host(), host.port_u16().unwrap_or(80)))?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    stream.write_all(&message(request, host.as_str()))?;
    read(&mut BufReader::new(stream).take(LONGEST))
}

fn message(request: &Request<Vec<u8>>, host: &str) -> Vec<u8> {
    let target = request.uri().path_and_query().map_or("/", |target| target.as_str());
    let mut message = format!("{} {target} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n", request.method());
    message.push_str(&format!("content-length: {}\r\n", request.body().len()));
    let mut message = message.into_bytes();
    for (name, value) in request.headers() {
        message.extend([name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"].concat());
    }
    message.extend(b"\r\n");
    message.extend(request.body());
    message
}

fn read(stream: &mut impl BufRead) -> io::Result<Response<Vec<u8>>> {
    let first = line(stream)?;
    let status = first.strip_prefix("HTTP/1.").and_then(|rest| rest.split(' ').nth(1));
    let status = status.and_then(|status| StatusCode::from_bytes(status.as_bytes()).ok());
    let mut response = Response::new(Vec::new());
    *response.status_mut() = status.ok_or_else(|| invalid("no HTTP/1.1 answered"))?;
    loop {
        let header = line(stream)?;
        if header.is_empty() {
            break;
        }
        let (name, value) = header.split_once(':').ok_or_else(|| invalid("a header without a colon"))?;
        let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| invalid("an invalid header"))?;
        let value = HeaderValue::from_str(value.trim()).map_err(|_| invalid("an invalid header"))?;
        response.headers_mut().append(name, value);
    }
    let header = |name: HeaderName| response.headers().get(name).and_then(|value| value.to_str().ok());
    let mut body = Vec::new();
    if matches!(response.status(), StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED) {
        // It ends with the headers, whatever they say.
    } else if header(TRANSFER_ENCODING).is_some_and(|encoding| encoding.eq_ignore_ascii_case("chunked")) {
        read_chunks(stream, &mut body)?;
    } else if let Some(length) = header(CONTENT_LENGTH) {
        let length = length.parse().map_err(|_| invalid("an invalid length"))?;
        read_exactly(stream, length, &mut body)?;
    } else {
        stream.read_to_end(&mut body)?;
    }
    *response.body_mut() = body;
    Ok(response)
}

fn read_chunks(stream: &mut impl BufRead, body: &mut Vec<u8>) -> io::Result<()> {
    loop {
        let size = line(stream)?;
        let size = size.split(';').next().unwrap_or_default().trim();
        match u64::from_str_radix(size, 16).map_err(|_| invalid("an invalid chunk"))? {
            0 => return Ok(()),
            size => read_exactly(stream, size, body)?,
        }
        line(stream)?;
    }
}

fn read_exactly(stream: &mut impl BufRead, length: u64, body: &mut Vec<u8>) -> io::Result<()> {
    let read = stream.take(length).read_to_end(body)?;
    if u64::try_from(read) == Ok(length) { Ok(()) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}

/// A line without its end.
fn line(stream: &mut impl BufRead) -> io::Result<String> {
    let mut line = String::new();
    if stream.read_line(&mut line)? == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    line.truncate(line.trim_end_matches(['\r', '\n']).len());
    Ok(line)
}

fn invalid(what: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(mut response: &[u8]) -> Result<(u16, String), io::ErrorKind> {
        let response = read(&mut response).map_err(|error| error.kind())?;
        Ok((response.status().as_u16(), String::from_utf8_lossy(response.body()).into_owned()))
    }

    #[test]
    fn a_body_ends_as_the_response_says() {
        for (response, expected) in [
            (&b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nabc"[..], "ab"),
            (
                b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;x=1\r\nab\r\nA\r\n0123456789\r\n0\r\n\r\n",
                "ab0123456789",
            ),
            (b"HTTP/1.0 200 OK\n\nabc", "abc"),
        ] {
            assert_eq!(body(response), Ok((200, expected.to_owned())));
        }
        assert_eq!(body(b"HTTP/1.1 204 No Content\r\nContent-Length: 3\r\n\r\n"), Ok((204, String::new())));
    }

    #[test]
    fn what_is_no_response_is_an_error() {
        for response in [
            &b""[..],
            b"SSH-2.0\r\n\r\n",
            b"HTTP/1.1 2 OK\r\n\r\n",
            b"HTTP/1.1 200 OK\r\n",
            b"HTTP/1.1 200 OK\r\nx\r\n\r\n",
            b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab",
            b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nz\r\n",
        ] {
            assert!(body(response).is_err(), "{response:?}");
        }
        let request = Request::get("https://localhost/").body(Vec::new());
        assert!(request.is_ok_and(|request| send(&request).is_err()));
    }
}
