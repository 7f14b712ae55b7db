using System.Globalization;
using System.Text;

namespace CdpStudio.Core.DemoData.Shop;

internal static class Latin
{
    /// <summary>What is left of a name in an address: a to z.</summary>
    public static string Letters(string name)
    {
        var letters = new StringBuilder();
        foreach (var letter in name.Normalize(NormalizationForm.FormD).ToLower(CultureInfo.InvariantCulture))
        {
            letters.Append(letter switch
            {
                'đ' => "d",
                'ı' => "i",
                'ß' => "ss",
                >= 'a' and <= 'z' => letter.ToString(),
                _ => "",
            });
        }

        return letters.ToString();
    }
}
