using CdpStudio.Core.IdentityResolution;

namespace CdpStudio.Core.Sources.Imports.Rows;

/// <summary>
/// What an identifier must look like to be one. Lists say n/a, unknown or a dash where they have no address, and everybody with the
/// same dash would become one person.
/// </summary>
internal static class IdentifierForm
{
    /// <summary>Characters, as through every other door.</summary>
    public const int MaxLength = Ingestion.Parsing.CallIdentifiers.MaxLength;

    public static bool Fits(string name, string value) => value.Length <= MaxLength && IdentifierKey.CanIdentify(name, value);
}
