namespace CdpStudio.Core.Ingestion.Parsing;

/// <summary>What became of one message at the parser.</summary>
internal abstract record ParsedMessage
{
    private ParsedMessage()
    {
    }

    /// <param name="Oddities">What is odd in it; mostly nothing.</param>
    public sealed record Taken(Message Message, IReadOnlyList<Oddity> Oddities) : ParsedMessage;

    public sealed record Refused(Refusal Refusal) : ParsedMessage;
}
