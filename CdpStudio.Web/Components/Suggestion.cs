namespace CdpStudio.Web.Components;

/// <param name="Value">What is taken when it is chosen.</param>
/// <param name="Count">How often it was seen; null draws none.</param>
public sealed record Suggestion(string Value, long? Count = null);
