using System.Globalization;
using CdpStudio.Core.Persistence;
using Microsoft.Extensions.Options;

namespace CdpStudio.Core.Privacy;

/// <summary>The folder of what was written about people, under <c>Storage:Directory</c>: one folder for each request.</summary>
public sealed class ExportFiles(IOptions<DatabaseOptions> storage)
{
    public const string Json = "person.json";
    public const string Html = "person.html";

    /// <summary>At most this long after they were written.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <summary>What an export has when it is done. No other name is ever made a path.</summary>
    public static IReadOnlyList<string> Names { get; } = [Json, Html];

    private string Root => Path.Combine(storage.Value.Directory, "privacy");

    /// <summary>Null when it is not there: another node has it, or it was removed by hand.</summary>
    public FileStream? Open(long request, string name)
    {
        var path = PathOf(request, name);
        return File.Exists(path) ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 0, FileOptions.Asynchronous) : null;
    }

    /// <summary>Nothing happens when there are none.</summary>
    public void Delete(long request)
    {
        while (Directory.Exists(FolderOf(request)))
        {
            try
            {
                Directory.Delete(FolderOf(request), recursive: true);
            }
            catch (DirectoryNotFoundException)
            {
                // Somebody who asked and the clock may remove it at the same moment.
            }
        }
    }

    internal string PathOf(long request, string name) => Path.Combine(FolderOf(request), name);

    internal string FolderOf(long request) => Path.Combine(Root, request.ToString(CultureInfo.InvariantCulture));

    /// <summary>The requests that have a folder.</summary>
    internal IReadOnlyList<long> Requests() =>
        !Directory.Exists(Root) ? [] :
        [
            .. Directory.EnumerateDirectories(Root)
                .Select(folder => long.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : (long?)null)
                .OfType<long>(),
        ];
}
