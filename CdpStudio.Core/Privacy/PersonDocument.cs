using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CdpStudio.Core.Privacy;

/// <summary>What stands before the parts.</summary>
/// <param name="Identifier">As it was asked for.</param>
/// <param name="UpTo">Number of the newest fact that is told.</param>
/// <param name="Sources">What the numbers of sources mean.</param>
/// <param name="Counts">Items of each part.</param>
internal sealed record PersonHead(
    DateTimeOffset ExportedAt, string Identifier, string Workspace, long UpTo, IReadOnlyList<NamedSource> Sources, OrderedDictionary<string, long> Counts)
{
    /// <summary>One more when what a reader knows no longer holds; what is added leaves it as it is.</summary>
    [JsonPropertyOrder(-1)]
    public int Version { get; } = 1;
}

internal sealed record NamedSource(int Id, string Name);

/// <summary>Puts the parts together: <c>{"version":1, …, "parts":{"profile":[…], …}}</c> and a page that needs nothing else.</summary>
internal static class PersonDocument
{
    private static readonly JsonSerializerOptions s_head = new(JsonSerializerDefaults.Web) { Encoder = PartWriter.Encoder };

    /// <summary>When this returns, both are there after a power cut too; neither was ever there in part.</summary>
    public static async Task WriteAsync(
        PersonHead head, IReadOnlyList<WrittenPart> parts, string folder, PersonPage page, CancellationToken cancellationToken)
    {
        await WriteAsync(Path.Combine(folder, ExportFiles.Json), file => WriteJsonAsync(file, head, parts, folder, cancellationToken));
        await WriteAsync(Path.Combine(folder, ExportFiles.Html), file => WriteHtmlAsync(file, head, parts, folder, page, cancellationToken));
    }

    private static async Task WriteAsync(string path, Func<FileStream, Task> write)
    {
        var unfinished = path + ".part";
        await using (var file = PartWriter.Create(unfinished))
        {
            await write(file);
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path, overwrite: true);
    }

    private static async Task WriteJsonAsync(
        FileStream file, PersonHead head, IReadOnlyList<WrittenPart> parts, string folder, CancellationToken cancellationToken)
    {
        // The head as far as its closing brace.
        await file.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(head, s_head).AsMemory()[..^1], cancellationToken);
        await TextAsync(",\n\"parts\":{");
        foreach (var (i, part) in parts.Index())
        {
            await TextAsync($"{(i == 0 ? "" : ",")}\n\"{part.Part}\":");
            await CopyAsync(Path.Combine(folder, part.JsonFile), file, cancellationToken);
        }

        await TextAsync("}}\n");

        async Task TextAsync(string text) => await file.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
    }

    private static async Task WriteHtmlAsync(
        FileStream file, PersonHead head, IReadOnlyList<WrittenPart> parts, string folder, PersonPage page, CancellationToken cancellationToken)
    {
        await TextAsync(page.Head(head));
        foreach (var part in parts)
        {
            await TextAsync(page.PartHead(part.Part, part.Count));
            await CopyAsync(Path.Combine(folder, part.HtmlFile), file, cancellationToken);
            await TextAsync(PersonPage.PartEnd);
        }

        await TextAsync(PersonPage.End);

        async Task TextAsync(string text) => await file.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
    }

    private static async Task CopyAsync(string path, FileStream file, CancellationToken cancellationToken)
    {
        await using var part = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 0, FileOptions.Asynchronous);
        await part.CopyToAsync(file, cancellationToken);
    }
}
