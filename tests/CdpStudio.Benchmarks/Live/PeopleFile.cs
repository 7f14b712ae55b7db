using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using CdpStudio.EndToEnd.Running;

namespace CdpStudio.Benchmarks.Live;

/// <summary>A CSV file of profiles with three identifiers, and how it is handed in.</summary>
internal static class PeopleFile
{
    private const string Mapping =
        """
        {"format":"csv","encoding":"auto","kind":"profiles","columns":[
          {"from":"Customer","to":"identifier:user_id"},{"from":"Mail","to":"identifier:email"},{"from":"Phone","to":"identifier:phone"},
          {"from":"First name","to":"attribute:firstName"},{"from":"Country","to":"attribute:country"},{"from":"Points","to":"attribute:points","type":"number"}]}
        """;

    private static readonly string[] s_countries = ["DE", "VN", "IR", "TW", "CN", "US", "TR"];

    public static async Task WriteAsync(string file, int rows)
    {
        await using var writer = new StreamWriter(file, append: false, Encoding.UTF8, 1 << 20);
        await writer.WriteLineAsync("Customer,Mail,Phone,First name,Country,Points");
        for (var row = 0; row < rows; row++)
        {
            await writer.WriteLineAsync(FormattableString.Invariant(
                $"C{row:D8},person.{row}@kilim.example,+4915{row:D9},Person {row % 5000},{s_countries[row % s_countries.Length]},{row % 1000}"));
        }
    }

    /// <param name="path">Of what takes a file and its mapping.</param>
    public static async Task<JsonNode> HandInAsync(StudioProcess studio, string path, string file, CancellationToken cancellationToken)
    {
        await using var content = File.OpenRead(file);
        using var form = new MultipartFormDataContent();
        form.Add(new StreamContent(content, 1 << 20), "file", Path.GetFileName(file));
        form.Add(new StringContent(Mapping, Encoding.UTF8, "application/json"), "mapping");
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = form };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", StudioProcess.ApiKey);
        using var response = await studio.Http.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new InvalidOperationException(text);
    }
}
