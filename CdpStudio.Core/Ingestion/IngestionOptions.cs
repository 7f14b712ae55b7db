using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace CdpStudio.Core.Ingestion;

/// <summary>Section <c>Ingestion</c>.</summary>
public sealed class IngestionOptions
{
    /// <summary>Messages that may wait in the inbox; past them senders get 429. Each waits as its bytes in the database.</summary>
    [Range(1, int.MaxValue)]
    public int InboxLimit { get; set; } = 200_000;

    /// <summary>Messages per second that a source without a limit of its own may send on average; 0 for no limit. Bursts of ten seconds' worth are taken.</summary>
    [Range(0, int.MaxValue)]
    public int SourceMessagesPerSecond { get; set; }

    /// <summary>How long a message id is remembered. Default 24 hours.</summary>
    [Range(typeof(TimeSpan), "00:00:24", "31.00:00:00")]
    public TimeSpan DuplicateWindow { get; set; } = TimeSpan.FromHours(24);

    /// <summary>
    /// Message ids of the window that are held in memory, at about 100 bytes each. Default 200,000; those before lie in files in the
    /// data folder, at 32 bytes of disk and 2 of memory each.
    /// </summary>
    [Range(1, int.MaxValue)]
    public int MessageIdsInMemory { get; set; } = 100_000;

    /// <summary>
    /// How long it is counted, by day, what was wrong with a source's messages and which names they had values for. Default 90 days; pages
    /// look back 30, and examples are kept no longer than that. With fewer than 90, a name that was not sent for so long is told as new.
    /// </summary>
    [Range(typeof(TimeSpan), "30.00:00:00", "3650.00:00:00")]
    public TimeSpan CountsKept { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How long one of the processor's transactions should take. Longer batches are faster, and make senders wait longer.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:01")]
    public TimeSpan TransactionTime { get; set; } = TimeSpan.FromMilliseconds(40);
}

[OptionsValidator]
internal sealed partial class ValidateIngestionOptions : IValidateOptions<IngestionOptions>;
