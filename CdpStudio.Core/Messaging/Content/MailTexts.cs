using System.Globalization;
using System.Resources;

namespace CdpStudio.Core.Messaging.Content;

/// <summary>The few words that the product itself puts into a mail, in the mail's language. Marks the resource file beside it.</summary>
public sealed class MailTexts
{
    private static readonly ResourceManager s_texts = new(typeof(MailTexts));

    internal static string Unsubscribe(CultureInfo language) => s_texts.GetString("Unsubscribe", language)!; // the neutral language has it
}
