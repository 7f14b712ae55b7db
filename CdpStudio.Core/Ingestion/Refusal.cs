namespace CdpStudio.Core.Ingestion;

/// <summary>Why a message can't be taken.</summary>
/// <param name="Words">One sentence in English that names the member at fault; no values of people in it.</param>
/// <param name="Field">Dotted path of the member at fault, such as <c>properties.total</c>; null when it is the whole message.</param>
public sealed record Refusal(RefusalReason Reason, string Words, string? Field = null);

/// <summary>Stored as its number, so numbers are added to and never changed.</summary>
public enum RefusalReason
{
    MalformedJson = 1,
    NotAnObject = 2,
    TooLarge = 3,
    TooDeep = 4,
    BrokenText = 5,
    UnknownType = 6,
    NoIdentifier = 7,
    BadIdentifier = 8,
    BadEventName = 9,
    BadProperties = 10,
    BadTraits = 11,
    BadMessageId = 12,
    BadTimestamp = 13,
    NoGroup = 14,
    NoPreviousId = 15,
    BadName = 16,

    /// <summary>Other content came under the message id before; the first one counts.</summary>
    IdConflict = 17,

    /// <summary>The product failed on it: a fault of ours, with the message kept for the repair.</summary>
    Failed = 18,

    /// <summary>A repair was asked for that can't be carried out on this message.</summary>
    NotRepaired = 19,

    /// <summary>The tracking plan sends it here: a value is of another type, not allowed or missing.</summary>
    ViolatesPlan = 20,
}
