namespace CdpStudio.Core.Sources.Imports.Mapping;

internal static class WrittenBoolean
{
    private static readonly HashSet<string> s_yes = new(
        ["true", "t", "yes", "y", "1", "on", "x", "ja", "j", "oui", "o", "sí", "si", "sì", "s", "sim", "да", "tak", "evet", "有", "是", "有効", "はい", "예", "네", "có", "بله", "نعم"],
        StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> s_no = new(
        ["false", "f", "no", "n", "0", "off", "-", "nein", "non", "não", "nao", "нет", "nie", "hayır", "无", "否", "無", "いいえ", "아니요", "không", "خیر", "لا"],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Null when the word is neither a yes nor a no.</summary>
    public static bool? Read(string cell)
    {
        var word = cell.Trim();
        return s_yes.Contains(word) ? true : s_no.Contains(word) ? false : null;
    }
}
