using CdpStudio.Core.Audience;
using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Messaging.Consent;

/// <summary>How a person said it, for whoever records it. Stored, so names are added to and never changed.</summary>
public static class ConsentProof
{
    public const string Link = "link";
    public const string OneClick = "one-click";
    public const string Page = "page";
    public const string Api = "api";
    public const string Phone = "phone";
    public const string Writing = "writing";
    public const string Form = "form";
    public const string InPerson = "in-person";
    public const string Correction = "correction";

    /// <summary>What somebody at work can give as the reason.</summary>
    public static IReadOnlyList<string> Recorded { get; } = [Phone, Writing, Form, InPerson, Correction];
}

/// <summary>One word of one person, before it is a row for each of their addresses.</summary>
/// <param name="By">Empty for the person themselves.</param>
/// <param name="Proof">Of <see cref="ConsentProof"/>.</param>
/// <param name="Source">Of <see cref="ConsentSource"/>.</param>
internal sealed record ConsentWord(
    string Channel, ConsentPlace Place, ConsentState State, DateTimeOffset At, string By, string Proof, string Source, string? ProofText, DateTimeOffset? SaidAt = null)
{
    /// <summary>
    /// A row for each address, so that the word outlives the profile and holds for whoever else reads the mailbox; one without an address
    /// where there is none. A yes is also put under each other number of the person where an earlier no stands, which would go on to hold.
    /// </summary>
    /// <param name="book">Read in the same transaction.</param>
    /// <param name="numbers">All that the person is or was known by.</param>
    public IReadOnlyList<ConsentChange> Rows(ConsentBook book, ProfileRecord? profile, IEnumerable<ProfileId> numbers, IEnumerable<string> addresses) =>
    [
        .. addresses.Distinct().Cast<string?>().DefaultIfEmpty(null).Select(address => Row(profile?.Id, address)),
        .. numbers.Where(number => number != profile?.Id && Lifts(book, [number], [])).Select(number => Row(number, address: null)),
    ];

    /// <summary>Whether this is a yes, and what holds there a no that was said before.</summary>
    public bool Lifts(ConsentBook book, IReadOnlyList<ProfileId> numbers, IReadOnlyList<string> addresses) =>
        State == ConsentState.Subscribed && book.Of(numbers, addresses, Place) is { State: ConsentState.Unsubscribed } no && no.Since <= (SaidAt ?? At);

    private ConsentChange Row(ProfileId? profile, string? address) => new()
    {
        Channel = Channel,
        Topic = Place.Topic,
        Purpose = Place.Purpose,
        Address = address,
        Profile = profile,
        State = State,
        At = At,
        SaidAt = SaidAt,
        By = By,
        Proof = Proof,
        Source = Source,
        ProofText = ProofText,
    };
}
