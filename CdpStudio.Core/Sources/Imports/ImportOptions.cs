using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace CdpStudio.Core.Sources.Imports;

/// <summary>Section <c>Imports</c>.</summary>
public sealed class ImportOptions
{
    /// <summary>Largest file that can be handed in. Default 2 GB; files are streamed to disk, so larger ones cost disk, not memory.</summary>
    [Range(1, long.MaxValue)]
    public long MaxFileBytes { get; set; } = 2L * 1024 * 1024 * 1024;

    /// <summary>Messages that may wait in the inbox before an import waits for the processor, so that a file never keeps tracking out.</summary>
    [Range(1, int.MaxValue)]
    public int MaxWaitingMessages { get; set; } = 20_000;

    /// <summary>How long files are kept after their import, for the rejected rows and to resume. Default 30 days.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "3650.00:00:00")]
    public TimeSpan FilesKept { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long after it was handed in an import can be taken back. Default 30 days.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00")]
    public TimeSpan UndoneWithin { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Whether it is not too late. What was begun in time can always be finished.</summary>
    internal bool IsUndone(ImportRun run, DateTimeOffset now) => run.Undo is not null || now - run.CreatedAt <= UndoneWithin;
}

[OptionsValidator]
internal sealed partial class ValidateImportOptions : IValidateOptions<ImportOptions>;
