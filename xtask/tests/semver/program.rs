//! A program that uses the crate as the README of the crate advises. It has to compile with each minor and patch
//! release.

use graph_models::models::{
    EngagementAsyncOperation, Entity, LongRunningOperation, LongRunningOperationDerived, LongRunningOperationStatus, Operation,
    OperationRun, PublicError,
};
use graph_models::routes::attack_simulation_operation::ListAttackSimulationOperations;
use graph_models::routes::long_running_operation::{
    GetLongRunningOperation, LongRunningOperationPatch, UpdateLongRunningOperation,
};
use graph_models::runtime::{Model, Patch, Polymorphic, Route};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let error = PublicError { target: Some("id".to_owned()), ..Default::default() };
    let PublicError { target, details, .. } = &error;
    let target: Option<&str> = target.as_deref();
    println!("{target:?} {}", details.iter().flatten().count());

    let get = GetLongRunningOperation::me_authentication_operations("7").select(|o| (o.id, o.status));
    let operation: LongRunningOperation = get.response(graph_models::runtime::http::Response::new(b"{}".to_vec()))?;
    let base = Entity::from(Operation::default());
    println!("{:?} {:?} {:?}", base.id, Entity::KEY, LongRunningOperation::SUBTYPES);
    match operation.derived() {
        LongRunningOperationDerived::EngagementAsyncOperation(community) => println!("{:?}", community.operation_type),
        LongRunningOperationDerived::Other(operation) => println!("{:?}", operation.id),
        _ => {}
    }
    match &operation.status {
        Some(LongRunningOperationStatus::Running | LongRunningOperationStatus::NotStarted) => {}
        Some(LongRunningOperationStatus::Unrecognized(word)) => println!("{word}"),
        _ => println!("{:?}", operation.downcast::<EngagementAsyncOperation>()),
    }

    let patch = LongRunningOperationPatch { status_detail: Patch::Null, ..Default::default() };
    let update = UpdateLongRunningOperation::me_authentication_operations("7", patch);
    println!("{:?}", update.request("https://graph.microsoft.com/v1.0")?.body());
    let list = ListAttackSimulationOperations::security_attack_simulation_operations().top(1);
    println!("{}", list.request("https://graph.microsoft.com/v1.0")?.uri());
    println!("{}", OperationRun::CHANNEL_PORTAL);
    Ok(())
}
