using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Tests.Reference;

/// <summary>Everything that an answer depends on besides the rule and the moment.</summary>
public sealed record ReferenceWorld
{
    /// <summary>In order of their numbers.</summary>
    public required IReadOnlyList<Fact> Facts { get; init; }

    /// <summary>IANA name.</summary>
    public string Zone { get; init; } = "UTC";

    public IReadOnlyList<AttributeDeclaration> Attributes { get; init; } = [];

    /// <summary>Of attributes whose newest assertion does not win.</summary>
    public IReadOnlyList<WinningDeclaration> Winning { get; init; } = [];

    public IReadOnlyList<PropertyDeclaration> Properties { get; init; } = [];

    public IReadOnlyDictionary<string, Rule> Segments { get; init; } = new Dictionary<string, Rule>();

    public ReferenceTables Tables { get; init; } = new();

    public IReadOnlyList<ReferenceObject> Objects { get; init; } = [];
}

/// <param name="Json">An object.</param>
public sealed record ReferenceObject(string Type, string Key, string Json);

/// <summary>What no fact says yet, given as plain rows. Profiles are named by any of their numbers.</summary>
public sealed record ReferenceTables
{
    public IReadOnlyList<MembershipChange> Changes { get; init; } = [];

    public IReadOnlyList<ConsentChange> Consents { get; init; } = [];

    public IReadOnlyList<AddressConsent> AddressConsents { get; init; } = [];

    public IReadOnlyList<JourneyStanding> Journeys { get; init; } = [];

    /// <summary>Identifiers that are not valid or suppressed.</summary>
    public IReadOnlyList<Identifier> Unreachable { get; init; } = [];

    /// <summary>The workspace allows sending where the consent is unknown.</summary>
    public bool UnknownMayBeReached { get; init; } = true;
}

public sealed record AttributeDeclaration(string Name, DataType Type);

public sealed record WinningDeclaration(string Name, WinningRule Rule);

/// <param name="Type">Null leaves each value the type of its JSON.</param>
/// <param name="RefersTo">The type of the objects whose key it holds; null when none.</param>
public sealed record PropertyDeclaration(string Event, string Path, DataType? Type, string? RefersTo = null);

public enum GroupKind
{
    Segment,
    Tag,
    List,
}

/// <summary>A profile began or ceased to be in a segment, carry a tag or be on a list.</summary>
public sealed record MembershipChange(GroupKind Kind, string Key, ProfileId Profile, long At, bool Entered);

public sealed record ConsentChange(ProfileId Profile, string Channel, string? Topic, ConsentState State, long At);

/// <summary>Said under an address, whoever has it.</summary>
public sealed record AddressConsent(string Address, string Channel, string? Topic, ConsentState State, long At);

/// <summary>The last row of a profile counts, but an active one counts above all. Profiles without a row have never been in the journey.</summary>
public sealed record JourneyStanding(string Key, ProfileId Profile, JourneyState State);
