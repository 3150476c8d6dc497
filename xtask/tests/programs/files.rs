//! Files of a drive: found by path, uploaded in parts, downloaded as a stream, copied by a long-running operation.

use std::io::Cursor;

use graph_v1::models::{DriveItem, Folder, UploadSession as Created};
use graph_v1::routes::drive_item::{
    CopyDriveItem, CopyDriveItemBody, CreateDriveItemChildren, CreateUploadSession, GetDriveItem, GetDriveItemContent,
    ListChildren, PutDriveItemContent,
};
use graph_v1::runtime::client::{Body, Client, SendError};
use graph_v1::runtime::{Content, Operation, Route, UploadSession};
use tokio::io::{AsyncRead, AsyncSeek};

/// Creates a folder in the root of the drive.
async fn folder(client: &Client, name: &str) -> Result<DriveItem, SendError> {
    let item = DriveItem { name: Some(name.into()), folder: Some(Box::new(Folder::default())), ..Default::default() };
    client.send(&CreateDriveItemChildren::me_drive_root_children(item)).await
}

/// Uploads a large file in parts. The file is never in memory as a whole.
async fn upload<F: AsyncRead + AsyncSeek + Unpin>(
    client: &Client,
    path: &str,
    file: F,
    length: u64,
    progress: impl FnMut(u64),
) -> Result<DriveItem, SendError> {
    let route = CreateUploadSession::me_drive_root_create_upload_session(path, Created::default());
    let created = client.send(&route).await?.unwrap_or_default();
    let mut session = UploadSession::from_model(&created, length).part_length(327_680);
    client.upload_in_parts(&mut session, file, progress).await
}

/// Uploads a small file in one request.
async fn put(client: &Client, folder: &str, name: &str, text: &'static str) -> Result<DriveItem, SendError> {
    let content = Content::new("text/plain", []);
    let route = PutDriveItemContent::me_drive_items_by_parent_id_by_filename_content(folder, name, content);
    client.upload(&route, Body::from(text)).await
}

/// Downloads a file. The client follows the redirect to the address of the content.
async fn download(client: &Client, id: &str) -> Result<Vec<u8>, SendError> {
    let mut file = Vec::new();
    let response = client.download(&GetDriveItemContent::me_drive_items_content(id)).await?;
    response.into_body().copy_to(&mut file).await?;
    Ok(file)
}

/// Copies an item and waits until the service has finished. The URL that tells the state of the operation may be at
/// another host, to which the client sends no token.
async fn copy(client: &Client, id: &str, name: &str) -> Result<(), SendError> {
    let body = CopyDriveItemBody { name: Some(name.into()), ..Default::default() };
    let accepted = client.send(&CopyDriveItem::me_drive_items_copy(id, body)).await?;
    let mut operation = Operation::<()>::new(&accepted, client.service_root()).anywhere();
    client.finish(&mut operation).await
}

#[test]
fn files_are_uploaded_downloaded_and_copied() -> Result<(), SendError> {
    super::run(async {
        let client = super::client();
        let folder = folder(&client, "Reports").await?;
        let parent = folder.id.unwrap_or_default();
        put(&client, &parent, "a.txt", "a small file").await?;

        let (mut shown, length) = (Vec::new(), 700_000);
        let file = Cursor::new(vec![7; length]);
        let item = upload(&client, "Reports/b.bin", file, length as u64, |sent| shown.push(sent)).await?;
        assert_eq!(shown.last(), Some(&(length as u64)));
        let id = item.id.unwrap_or_default();
        assert!(!download(&client, &id).await?.is_empty());

        client.send(&GetDriveItem::me_drive_items(id.as_str())).await?;
        let mut children = client.pages(ListChildren::me_drive_items_children(parent).select(|i| (i.name, i.size))).items();
        while let Some(child) = children.next().await {
            println!("{:?}", child?.name);
        }
        copy(&client, &id, "c.bin").await
    })
}
