using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace CdpStudio.Core.Audience;

public sealed class AudienceOptions
{
    /// <summary>Which engine answers rules. Default <see cref="AudienceEngineKind.InMemory"/>, the only one so far.</summary>
    [EnumDataType(typeof(AudienceEngineKind))]
    public AudienceEngineKind Engine { get; set; } = AudienceEngineKind.InMemory;

    /// <summary>
    /// After how many new facts the index is written to disk again, so that a start reads no more of them and memory holds no more of them;
    /// a small index is written after half of them. Default 500,000, which are some seconds; fewer cost writing.
    /// </summary>
    [Range(1, int.MaxValue)]
    public int SnapshotFacts { get; set; } = 500_000;

    /// <summary>After how long it is written again when fewer facts came. Default 15 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "1.00:00:00")]
    public TimeSpan SnapshotInterval { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// An index made of at least so many facts is written to disk and read back from there at once: it takes less than half of the memory
    /// then. Default a million, which are some seconds.
    /// </summary>
    [Range(1, int.MaxValue)]
    public int ReadBackFacts { get; set; } = 1_000_000;
}

public enum AudienceEngineKind
{
    /// <summary>Columns in the memory of this process, a copy of them on disk, and the facts.</summary>
    InMemory,

    /// <summary>Refused at start so far.</summary>
    ClickHouse,
}

[OptionsValidator]
internal sealed partial class ValidateAudienceOptions : IValidateOptions<AudienceOptions>;
