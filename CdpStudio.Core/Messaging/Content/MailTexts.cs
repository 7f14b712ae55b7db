using System.Globalization;
using System.Resources;

namespace CdpStudio.Core.Messaging.Content;

/// <summary>The few words that the product itself puts into a mail, in the mail's language. Marks the resource file beside it.</summary>
public sealed class MailTexts
{
    private static readonly ResourceManager s_texts = new(typeof(MailTexts));

    /// <summary>Why mail rests, for whoever opens the campaign. In the installation's first language: nobody reads it at that moment.</summary>
    internal static string ServerAway(int failures, string reply) =>
        string.Format(CultureInfo.InvariantCulture, s_texts.GetString("ServerAway", CultureInfo.InvariantCulture)!, failures, reply); // as below

    internal static string Unsubscribe(CultureInfo language) => s_texts.GetString("Unsubscribe", language)!; // the neutral language has it
}
