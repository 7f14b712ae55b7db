using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Languages;

public static class PluralTexts
{
    /// <summary>How the key of a text for one thing ends.</summary>
    public const string One = "_one";

    /// <summary>How the key of a text for any other number ends.</summary>
    public const string Other = "_other";

    extension(IStringLocalizer texts)
    {
        /// <summary>
        /// The text for a number: key <c>Name_one</c> or <c>Name_other</c>, whose <c>{0}</c> is the number with separators.
        /// Further arguments begin at <c>{1}</c>. Languages without a singular have <c>Name_other</c> alone.
        /// </summary>
        public string Plural(string name, long number, params object[] arguments)
        {
            object[] all = [new Grouped(number), .. arguments];
            var one = number is 1 or -1 ? texts[name + One, all] : null;

            return one is { ResourceNotFound: false } ? one : texts[name + Other, all];
        }
    }

    /// <summary>A number that a plain <c>{0}</c> writes with the culture's separators.</summary>
    private sealed record Grouped(long Number) : IFormattable
    {
        public string ToString(string? format, IFormatProvider? formatProvider) =>
            Number.ToString(string.IsNullOrEmpty(format) ? "N0" : format, formatProvider);
    }
}
