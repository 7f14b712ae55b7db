using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Sources;

/// <summary>Something that data comes from.</summary>
public sealed class Source
{
    public const int MaxNameLength = 200;

    public const int MaxMessagesPerSecond = 1_000_000;

    public const int MaxSilentHours = 24 * 31;

    /// <summary>All files that people import by hand are one source: a row that came in one of them before is a duplicate in the next.</summary>
    public static readonly SourceId FileImports = new(1);

    public required SourceId Id { get; init; }

    public required string Name { get; set; }

    public required SourceKind Kind { get; init; }

    /// <summary>
    /// What its clients send; null for sources that nobody sends to. Kept as it is, not hashed: it lies in every page that carries the
    /// snippet, opens nothing but the door in, and people must be able to read it again.
    /// </summary>
    public string? WriteKey { get; set; }

    /// <summary>Requests with its key are refused as if the key did not exist.</summary>
    public bool Disabled { get; set; }

    /// <summary>Origins whose pages may send, such as <c>https://shop.example</c>, separated by blanks; empty for any.</summary>
    public required string AllowedOrigins { get; set; }

    /// <summary>Messages it may send on average; null for what <c>Ingestion:SourceMessagesPerSecond</c> says of all.</summary>
    public int? MessagesPerSecond { get; set; }

    /// <summary>After how many hours without a message people are told; null for never.</summary>
    public int? SilentAfterHours { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>Stored as its number, so numbers are added to and never changed.</summary>
public enum SourceKind
{
    /// <summary>Apps and pages that send to the tracking API.</summary>
    Http = 1,

    /// <summary>Files that people import.</summary>
    Files = 2,

    /// <summary>The demo's shop. Nobody sends to it.</summary>
    Demo = 3,

    /// <summary>Files that appear in a watched folder.</summary>
    Folder = 4,

    /// <summary>A file that is fetched from an address.</summary>
    Address = 5,
}
