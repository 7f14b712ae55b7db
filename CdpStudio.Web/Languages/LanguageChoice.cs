using CdpStudio.Core.Governance.Access;
using Microsoft.AspNetCore.Localization;
using Microsoft.Net.Http.Headers;

namespace CdpStudio.Web.Languages;

/// <summary>
/// Which language somebody reads: the cookie of this browser, else what the browser asks for. Signing in brings the choice that
/// is kept with the account into the cookie, so no other request asks the database.
/// </summary>
public sealed class LanguageChoice(LanguageList languages, UserMemory memory, TimeProvider clock)
{
    private const string ChoiceName = "account.language";

    private static readonly TimeSpan s_remembered = TimeSpan.FromDays(365);

    public Language Of(HttpRequest request)
    {
        var cookie = request.Cookies[CookieRequestCultureProvider.DefaultCookieName];
        var chosen = CookieRequestCultureProvider.ParseCookieValue(cookie ?? "")?.UICultures.FirstOrDefault().Value;

        return languages.Find(chosen) ?? languages.For(Wishes(request));
    }

    public Task KeepAsync(HttpContext context, Guid user, Language language)
    {
        Remember(context, language);
        return memory.ChooseAsync(user, ChoiceName, language.Tag, context.RequestAborted);
    }

    public async Task BringAsync(HttpContext context, Guid user)
    {
        if (languages.Find(await memory.ChoiceAsync(user, ChoiceName, context.RequestAborted)) is { } chosen) Remember(context, chosen);
    }

    private void Remember(HttpContext context, Language language) => context.Response.Cookies.Append(
        CookieRequestCultureProvider.DefaultCookieName,
        CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(language.Formats, language.Tag)),
        new CookieOptions
        {
            Expires = clock.GetUtcNow() + s_remembered,
            HttpOnly = true,
            SameSite = Microsoft.AspNetCore.Http.SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
            IsEssential = true,
        });

    private static IEnumerable<string> Wishes(HttpRequest request) =>
        StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out var wishes)
            ? wishes.Where(w => w.Quality is not 0).OrderByDescending(w => w.Quality ?? 1).Select(w => w.Value.ToString())
            : [];
}
