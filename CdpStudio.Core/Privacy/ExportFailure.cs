namespace CdpStudio.Core.Privacy;

/// <summary>Why an export failed, in the words that are stored; pages say them in the reader's language. Never changed, added to.</summary>
public static class ExportFailure
{
    public const string Cancelled = "The export was cancelled.";

    public const string Removed = "The export was removed while it was written.";

    public const string Gone = "This person is no longer there.";
}
