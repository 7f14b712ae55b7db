namespace CdpStudio.Core.Rules;

/// <summary>What came of reading a rule's JSON.</summary>
public abstract record RuleReading
{
    private RuleReading()
    {
    }

    /// <param name="Warnings">Names that are neither declared nor ever seen, in the order of the text.</param>
    public sealed record Read(Rule Rule, IReadOnlyList<RuleRemark> Warnings) : RuleReading;

    public sealed record Refused(RuleRemark Refusal) : RuleReading;
}

/// <param name="Pointer">JSON pointer of the member at fault, the whole rule being empty text; of a missing member, where it should be.</param>
/// <param name="Detail">English words that hold the pointer.</param>
public sealed record RuleRemark(string Pointer, string Detail)
{
    internal static string Words(string pointer, string why) => $"{(pointer.Length == 0 ? "The rule" : pointer)} {why}";
}
