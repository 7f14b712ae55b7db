namespace CdpStudio.Core.Sources.Imports.Guessing;

/// <summary>A column whose values can be read in two ways, and none of them says which is meant.</summary>
/// <param name="Value">The first that is something else in each way.</param>
public sealed record FormatDoubt(string Value, FormatReading Given, FormatReading Other);

/// <param name="Format">As a column's <see cref="DraftColumn.Format"/>.</param>
/// <param name="Json">What the value is then.</param>
public sealed record FormatReading(string? Format, string Json);
