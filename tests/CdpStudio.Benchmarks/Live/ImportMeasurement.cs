using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using CdpStudio.Benchmarks.Sending;
using CdpStudio.EndToEnd.Running;

namespace CdpStudio.Benchmarks.Live;

/// <summary>
/// How long a CSV file of profiles with three identifiers takes from its upload until rules count all of them, by the published product,
/// a process of its own on a fresh folder, and what memory over idle.
/// </summary>
internal static class ImportMeasurement
{
    private const string Mapping =
        """
        {"format":"csv","encoding":"auto","kind":"profiles","columns":[
          {"from":"Customer","to":"identifier:user_id"},{"from":"Mail","to":"identifier:email"},{"from":"Phone","to":"identifier:phone"},
          {"from":"First name","to":"attribute:firstName"},{"from":"Country","to":"attribute:country"},{"from":"Points","to":"attribute:points","type":"number"}]}
        """;

    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(100);
    private static readonly string[] s_countries = ["DE", "VN", "IR", "TW", "CN", "US", "TR"];

    /// <param name="binary">CdpStudio.Web.dll.</param>
    public static async Task RunAsync(string binary, int rows)
    {
        await using var studio = await StudioProcess.StartAsync(binary: binary);
        var api = new ProductApi(studio);
        var file = Path.Combine(studio.Folder, "people.csv");
        await WriteAsync(file, rows);
        var idle = ProcessFigures.Megabytes(studio, "VmRSS");
        Say($"{rows:N0} rows, {new FileInfo(file).Length / 1e6:N0} MB; the product idle: {idle:N0} MB resident; load average {ProcessFigures.Load()}");

        var (clock, processor) = (Stopwatch.StartNew(), ProcessFigures.Processor(studio));
        var run = (await UploadAsync(studio, file))["id"]!.ToString();
        Say($"handed in after {clock.Elapsed.TotalSeconds:N1} s");
        JsonNode state;
        do
        {
            await Task.Delay(s_look);
            state = await api.AskAsync(HttpMethod.Get, $"/api/v1/imports/{run}");
        }
        while (state["state"]!.GetValue<string>() is "queued" or "running");
        Say($"{state["state"]} after {clock.Elapsed.TotalSeconds:N1} s: {state["rowsImported"]} imported, {state["rowsDuplicate"]} duplicate, {state["rowsRejected"]} rejected");

        await studio.UntilCaughtUpAsync();
        var count = await api.AskAsync(HttpMethod.Post, "/api/v1/audience/count", """{"rule":{"attribute":"points","op":"gte","value":0}}""");
        Say($"{count["count"]} counted after {clock.Elapsed.TotalSeconds:N1} s; {(ProcessFigures.Processor(studio) - processor).TotalSeconds:N0} s of processor");
        Say($"the product: {ProcessFigures.Megabytes(studio, "VmHWM") - idle:N0} MB over idle at most, {ProcessFigures.Megabytes(studio, "VmRSS") - idle:N0} now; load average {ProcessFigures.Load()}");
    }

    private static async Task WriteAsync(string file, int rows)
    {
        await using var writer = new StreamWriter(file, append: false, Encoding.UTF8, 1 << 20);
        await writer.WriteLineAsync("Customer,Mail,Phone,First name,Country,Points");
        for (var row = 0; row < rows; row++)
        {
            await writer.WriteLineAsync(FormattableString.Invariant(
                $"C{row:D8},person.{row}@kilim.example,+4915{row:D9},Person {row % 5000},{s_countries[row % s_countries.Length]},{row % 1000}"));
        }
    }

    private static async Task<JsonNode> UploadAsync(StudioProcess studio, string file)
    {
        await using var content = File.OpenRead(file);
        using var form = new MultipartFormDataContent();
        form.Add(new StreamContent(content, 1 << 20), "file", Path.GetFileName(file));
        form.Add(new StringContent(Mapping, Encoding.UTF8, "application/json"), "mapping");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/imports") { Content = form };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", StudioProcess.ApiKey);
        using var response = await studio.Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new InvalidOperationException(text);
    }

    private static void Say(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));
}
