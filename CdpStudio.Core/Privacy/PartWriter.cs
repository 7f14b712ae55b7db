using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace CdpStudio.Core.Privacy;

/// <summary>Writes one part for both documents, in one pass over its items.</summary>
internal static class PartWriter
{
    public const string Json = ".json";
    public const string Html = ".html";

    private const int MostPending = 64 * 1024;

    /// <summary>Letters of all scripts stay readable.</summary>
    public static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);

    /// <summary>When this returns, both files are there after a power cut too.</summary>
    /// <param name="path">Without what the files' names end with.</param>
    /// <returns>How many items there are.</returns>
    public static async Task<long> WriteAsync(IAsyncEnumerable<JsonObject> items, string path, PersonPage page, CancellationToken cancellationToken)
    {
        await using var json = Create(path + Json);
        await using var html = Create(path + Html);
        await using var writer = new Utf8JsonWriter(json, new JsonWriterOptions { Encoder = Encoder, Indented = true });
        var count = 0L;
        writer.WriteStartArray();
        await foreach (var item in items.WithCancellation(cancellationToken))
        {
            item.WriteTo(writer);
            await html.WriteAsync(Encoding.UTF8.GetBytes(page.Item(item)), cancellationToken);
            if (writer.BytesPending > MostPending) await writer.FlushAsync(cancellationToken);
            count++;
        }

        writer.WriteEndArray();
        await writer.FlushAsync(cancellationToken);
        json.Flush(flushToDisk: true);
        html.Flush(flushToDisk: true);
        return count;
    }

    public static FileStream Create(string path) => new(path, FileMode.Create, FileAccess.Write, FileShare.Delete, MostPending, FileOptions.Asynchronous);
}
