using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Web.Privacy;

/// <summary>The identifier that a request names somebody by, where a person was chosen and not typed: the one that says most.</summary>
internal static class AskedFor
{
    private static readonly string[] s_speakingOrder = [IdentifierNamespace.Email, IdentifierNamespace.UserId, IdentifierNamespace.Phone];

    public static Identifier Of(ProfileRecord profile) =>
        s_speakingOrder.Select(name => profile.Identifiers.FirstOrDefault(i => i.Namespace == name)).OfType<Identifier>().FirstOrDefault() ?? profile.Identifiers[0];
}
