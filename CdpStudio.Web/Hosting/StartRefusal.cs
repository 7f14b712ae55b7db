using CdpStudio.Core.Persistence;
using Microsoft.Extensions.Options;

namespace CdpStudio.Web.Hosting;

/// <summary>What keeps the product from starting and is the administrator's to mend.</summary>
internal static class StartRefusal
{
    /// <summary>
    /// Makes what the host is about to start, so that a setting which is none is met here: the host would log it with its stack, and what
    /// is mapped before the start would let it go unhandled.
    /// </summary>
    /// <returns>What is wrong; null when nothing is.</returns>
    public static string? Of(IServiceProvider services)
    {
        try
        {
            services.GetServices<IHostedService>();
            return null;
        }
        catch (Exception e) when (WordsOf(e) is { } words)
        {
            return words;
        }
    }

    /// <returns>One sentence; null for everything else, whose stack is wanted.</returns>
    public static string? WordsOf(Exception exception) => exception switch
    {
        StartRefusedException or OptionsValidationException => exception.Message,
        // The binder's: it names the value, the setting and the type.
        InvalidOperationException { InnerException: FormatException } => exception.Message,
        _ => null,
    };
}
