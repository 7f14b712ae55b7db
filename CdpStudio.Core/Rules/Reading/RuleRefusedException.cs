namespace CdpStudio.Core.Rules.Reading;

/// <summary>Carries the first refusal out of the depth of a rule; it never leaves <see cref="RuleReader"/>.</summary>
internal sealed class RuleRefusedException(string pointer, string detail) : Exception(detail)
{
    public RuleRemark Refusal { get; } = new(pointer, detail);
}
