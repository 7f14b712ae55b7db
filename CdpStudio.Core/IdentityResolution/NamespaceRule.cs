using System.IO.Enumeration;
using System.Text.Json.Serialization;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.IdentityResolution;

/// <summary>What a workspace says of one kind of identifier.</summary>
public sealed record NamespaceRule
{
    public const int LargestLimit = 200;

    public required string Namespace { get; init; }

    /// <summary>What of its values is compared; null of those that are there from the start, which have their own.</summary>
    public Normaliser? Normaliser { get; init; }

    /// <summary>The one that is chosen, or usual.</summary>
    [JsonIgnore]
    public Normaliser UsedNormaliser => ValueForms.Of(this);

    /// <summary>Of phone numbers: where those are at home that name no country, two letters (ISO 3166-1); null is nowhere, so each is what it is written as.</summary>
    public string? Country { get; init; }

    /// <summary>How many values one profile may have, 1 to <see cref="LargestLimit"/>; null for any number.</summary>
    public int? Limit { get; init; }

    /// <summary>In what time the limit counts, by when each value was first seen with another identifier.</summary>
    public LimitPeriod Period { get; init; } = LimitPeriod.Ever;

    /// <summary>Several people use one, such as a family's device: being seen with it makes nobody one person.</summary>
    public bool IsShared { get; init; }

    /// <summary>Values that stand for nobody, without regard to case; <c>*</c> is any text, <c>?</c> any letter, <c>\</c> takes what follows as it is.</summary>
    public IReadOnlyList<string> Blocked { get; init; } = [];

    public bool Blocks(string value)
    {
        foreach (var pattern in Blocked)
        {
            if (FileSystemName.MatchesSimpleExpression(pattern, value, ignoreCase: true)) return true;
        }

        return false;
    }

    public bool Equals(NamespaceRule? other) =>
        other is not null && (Namespace, Normaliser, Country, Limit, Period, IsShared) == (other.Namespace, other.Normaliser, other.Country, other.Limit, other.Period, other.IsShared)
        && Blocked.SequenceEqual(other.Blocked);

    public override int GetHashCode() => HashCode.Combine(Namespace, Normaliser, Country, Limit, Period, IsShared, Blocked.Count);
}

/// <summary>Any stretch of that many days. Stored by name.</summary>
public enum LimitPeriod
{
    Ever = 0,
    Day = 1,
    Week = 7,
    Month = 30,
    Year = 365,
}
