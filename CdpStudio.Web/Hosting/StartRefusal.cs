using CdpStudio.Core.Persistence;
using Microsoft.Extensions.Options;

namespace CdpStudio.Web.Hosting;

/// <summary>What keeps the product from starting and is the administrator's to mend.</summary>
internal static class StartRefusal
{
    /// <returns>One sentence; null for everything else, whose stack is wanted.</returns>
    public static string? WordsOf(Exception exception) => exception switch
    {
        StartRefusedException or OptionsValidationException => exception.Message,
        // The binder's: it names the value, the setting and the type.
        InvalidOperationException { InnerException: FormatException } => exception.Message,
        _ => null,
    };
}
