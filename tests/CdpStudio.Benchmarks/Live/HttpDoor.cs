using System.Net;
using System.Net.Http.Headers;
using System.Text;
using CdpStudio.EndToEnd.Running;

namespace CdpStudio.Benchmarks.Live;

/// <summary>Messages to <c>/v1/batch</c> of a product that is another process.</summary>
internal sealed class HttpDoor(StudioProcess studio, string writeKey)
{
    /// <param name="messages">Separated by commas.</param>
    /// <returns>False when the product asked to send them later.</returns>
    public async Task<bool> SendAsync(string messages)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/batch");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(writeKey + ":")));
        request.Content = new StringContent($$"""{"batch":[{{messages}}]}""", Encoding.UTF8, "application/json");
        using var response = await studio.Http.SendAsync(request);
        return response.StatusCode switch
        {
            HttpStatusCode.OK => true,
            HttpStatusCode.TooManyRequests => false,
            var other => throw new InvalidOperationException(other.ToString()),
        };
    }
}
