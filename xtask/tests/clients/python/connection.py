"""Microsoft's Python client, connected with the mock."""

from kiota_abstractions.authentication import AuthenticationProvider
from msgraph import GraphRequestAdapter, GraphServiceClient


class Token(AuthenticationProvider):
    """The mock does not look at the token."""

    async def authenticate_request(self, request, additional_authentication_context=None):
        request.headers.add("Authorization", "Bearer token")


def connect(root):
    """The client of the service at a root, which ends with its version."""
    adapter = GraphRequestAdapter(Token())
    adapter.base_url = root
    return GraphServiceClient(request_adapter=adapter)
