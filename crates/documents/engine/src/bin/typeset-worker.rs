//! The worker as a program of its own, for this crate's tests and measurements: it sets bare templates too.

fn main() -> std::process::ExitCode {
    documents_engine::trusting_worker_main()
}
