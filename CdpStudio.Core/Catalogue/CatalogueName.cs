using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Catalogue;

/// <summary>What an attribute, an event or a property can be called when it is declared.</summary>
public static class CatalogueName
{
    public const int MaxLength = 200;
    public const int MaxLabelLength = 200;

    /// <returns>Null, or why the name is none.</returns>
    public static string? WhyNot(string name) =>
        StudioText.IsBlank(name) ? "A name can't be blank."
        : name.Length > MaxLength ? $"A name has at most {MaxLength} characters."
        : name.Any(char.IsControl) ? "A name can't hold control characters."
        : !StudioText.IsWellFormed(name) ? "A name must be well-formed text."
        : null;
}
