namespace CdpStudio.Web.Languages;

public sealed class LanguageOptions
{
    /// <summary>Offers the pseudo language. When nothing is said: where the environment is Development or Testing.</summary>
    public bool? Pseudo { get; set; }
}
