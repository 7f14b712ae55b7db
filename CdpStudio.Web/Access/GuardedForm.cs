using CdpStudio.Core.Governance.Access;
using CdpStudio.Web.Languages;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Access;

/// <summary>Reads a form that holds a secret which somebody could try to guess.</summary>
public sealed class GuardedForm(SignInThrottle throttle, IStringLocalizer<AccessTexts> texts)
{
    /// <param name="tries">Whose tries are counted together.</param>
    /// <param name="wrong">The refusal that counts as a wrong guess.</param>
    /// <returns>Why not, in the reader's words, with the answer's status set; null when it was done.</returns>
    public async Task<string?> ReadAsync(HttpContext http, string tries, AccountRefusal wrong, Func<Task<AccountResult>> read)
    {
        var wait = throttle.Wait(tries);
        if (wait > TimeSpan.Zero) return Refuse(http, texts.Plural("TooManyTries", (long)Math.Ceiling(wait.TotalMinutes)));
        if (await read() is not AccountResult.Refused refused) return null;

        if (refused.Reason == wrong) throttle.CountWrong(tries);
        return Refuse(http, texts.Of(refused.Reason));
    }

    private static string Refuse(HttpContext http, string why)
    {
        http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return why;
    }
}
