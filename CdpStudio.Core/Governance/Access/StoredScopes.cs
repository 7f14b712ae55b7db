namespace CdpStudio.Core.Governance.Access;

/// <summary>
/// A key's scopes as stored: their names with blanks between, behind the number of the format. Format one had no number, and was written before there
/// were masks: its keys go on seeing what they saw.
/// </summary>
internal static class StoredScopes
{
    private const string Format = "2";

    public static string Write(IReadOnlyList<string> scopes) => string.Join(' ', scopes.Prepend(Format));

    public static IReadOnlyList<string> Read(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [Format, .. var scopes] ? scopes
        : [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries), Permission.SeeUnmasked];
}
