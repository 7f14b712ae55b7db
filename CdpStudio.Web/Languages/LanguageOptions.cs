namespace CdpStudio.Web.Languages;

public sealed class LanguageOptions
{
    /// <summary>Offers the pseudo language in the settings. Off by default; on where the environment is Development or Testing.</summary>
    public bool Pseudo { get; set; }
}
