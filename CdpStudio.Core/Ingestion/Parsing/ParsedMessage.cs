namespace CdpStudio.Core.Ingestion.Parsing;

/// <summary>What became of one message at the parser.</summary>
internal abstract record ParsedMessage
{
    private ParsedMessage()
    {
    }

    public sealed record Taken(Message Message) : ParsedMessage;

    public sealed record Refused(Refusal Refusal) : ParsedMessage;
}
