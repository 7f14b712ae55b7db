namespace CdpStudio.Core.Privacy;

/// <summary>Why an erasure failed, as its job stores it; pages have the words of each language.</summary>
public static class ErasureFailure
{
    public const string Cancelled = "The erasure was cancelled before its end.";
    public const string Left = "The look afterwards still found something of the person.";
    public const string Busy = "The person's identifiers kept changing while they were to be erased.";
}
