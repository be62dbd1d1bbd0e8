//! winterbaume's Amazon IVS behind HTTP, as winterbaume-server puts it there, without its two hundred other services:
//! requests are handed to the service that their signature names, everything else is an unknown service.

use std::net::SocketAddr;
use std::sync::Arc;

use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use winterbaume_core::{MockRequest, MockResponse, MockService, auth};
use winterbaume_ivs::IvsService;

type Failure = Box<dyn std::error::Error + Send + Sync>;

async fn answer(service: Arc<IvsService>, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Failure> {
    let (parts, body) = request.into_parts();
    let host = parts.headers.get("host").map_or("localhost", |host| host.to_str().unwrap_or("localhost"));
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    let uri = format!("https://{host}{path}");
    let addressed = auth::extract_service_from_headers(&parts.headers);
    let body = body.collect().await?.to_bytes();
    let answer = if addressed.as_deref() == Some(service.service_name()) {
        service.handle(MockRequest { method: parts.method.to_string(), uri, headers: parts.headers, body }).await
    } else {
        let text = format!(r#"{{"__type":"UnknownService","message":"No service registered for: {uri}"}}"#);
        MockResponse::json(404, text)
    };
    let mut response = Response::new(Full::new(answer.body));
    *response.status_mut() = hyper::StatusCode::from_u16(answer.status)?;
    *response.headers_mut() = answer.headers;
    Ok(response)
}

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let port = std::env::args().nth(1).ok_or("usage: winterbaume-endpoint PORT")?.parse()?;
    let listener = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], port))).await?;
    let service = Arc::new(IvsService::new());
    loop {
        let (stream, _) = listener.accept().await?;
        let service = Arc::clone(&service);
        tokio::spawn(async move {
            let answering = service_fn(|request| answer(Arc::clone(&service), request));
            // A connection that the client breaks off ends here, and nothing else does.
            let _ = hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), answering).await;
        });
    }
}
