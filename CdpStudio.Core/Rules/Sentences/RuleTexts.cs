namespace CdpStudio.Core.Rules.Sentences;

/// <summary>Marks the resource file beside it.</summary>
public sealed class RuleTexts;
