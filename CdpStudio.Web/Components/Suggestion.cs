namespace CdpStudio.Web.Components;

/// <param name="Value">What is taken when it is chosen.</param>
/// <param name="Count">How often it was seen; null draws none.</param>
/// <param name="Note">What else is to be known before it is chosen; null draws nothing.</param>
public sealed record Suggestion(string Value, long? Count = null, string? Note = null);
