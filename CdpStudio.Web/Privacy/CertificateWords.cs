using CdpStudio.Core.Privacy;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Privacy;

/// <summary>What the codes of a certificate say, in the reader's words. One that a later version wrote is shown as it stands.</summary>
internal static class CertificateWords
{
    public static string Cleared(string copy, IStringLocalizer<PrivacyTexts> texts) => copy switch
    {
        ErasedCopy.Snapshots => texts["Cleared.snapshots"].Value,
        ErasedCopy.WriteAheadLog => texts["Cleared.writeAheadLog"].Value,
        ErasedCopy.MigrationCopies => texts["Cleared.migrationCopies"].Value,
        _ => copy,
    };

    public static string Awaiting(string copy, IStringLocalizer<PrivacyTexts> texts) => copy switch
    {
        AwaitedCopy.Restart => texts["Awaiting.restart"].Value,
        AwaitedCopy.Vacuum => texts["Awaiting.vacuum"].Value,
        AwaitedCopy.LogRecycling => texts["Awaiting.logRecycling"].Value,
        AwaitedCopy.Backups => texts["Awaiting.backups"].Value,
        AwaitedCopy.UnfinishedImports => texts["Awaiting.unfinishedImports"].Value,
        _ => copy,
    };
}
