namespace CdpStudio.Core.Segments.Export;

/// <param name="Name">At most 31 characters, without <c>: \ / ? * [ ]</c>.</param>
/// <param name="Columns">Width in characters of each column.</param>
/// <param name="Header">Stays in view and carries the filters; null for a sheet of prose.</param>
internal sealed record ExcelSheet(string Name, IReadOnlyList<int> Columns, IReadOnlyList<string>? Header);
