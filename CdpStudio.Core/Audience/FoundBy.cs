namespace CdpStudio.Core.Audience;

/// <summary>What a person was found by.</summary>
public abstract record FoundBy
{
    private FoundBy()
    {
    }

    /// <summary>The identifier of the hit.</summary>
    public sealed record Identifier : FoundBy;

    /// <summary>A property of an event that holds an order's number.</summary>
    /// <param name="Event">The event's name as first seen.</param>
    /// <param name="Number">As it was said.</param>
    public sealed record Order(string Event, string Number) : FoundBy;

    /// <summary>An attribute that is a part of a name.</summary>
    /// <param name="Attribute">Of several that were found together, one that holds most of the words.</param>
    /// <param name="Value">What it is now.</param>
    public sealed record Name(string Attribute, string Value) : FoundBy;
}
