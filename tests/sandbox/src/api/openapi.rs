//! The contract's `OpenAPI` document, made from the code that keeps it.

use utoipa::OpenApi;

use super::{account, complaints, recharges, session};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Diya: what a utility implements",
        version = "1",
        description = "Times are RFC 3339 with a numeric offset, money is integer paise, energy integer Wh. Errors are RFC 9457 problem \
            details; their `type` is one of the values of ProblemKind. Sessions are `__Host-` cookies. Idempotency-Key follows \
            draft-ietf-httpapi-idempotency-key-header-07; keys are remembered for 24 hours, a complaint's as long as the complaint.",
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
    ),
    paths(
        session::ask_for_otp,
        session::sign_in,
        session::add_account,
        session::sign_out,
        account::facts,
        account::balance,
        account::consumption,
        account::ledger,
        recharges::order,
        recharges::one,
        recharges::list,
        complaints::complain,
    )
)]
struct Contract;

/// The document as JSON, with a newline at its end.
///
/// # Errors
/// It cannot be written as JSON.
pub fn document() -> Result<String, serde_json::Error> {
    Contract::openapi().to_pretty_json().map(|text| text + "\n")
}
