using Microsoft.Playwright;

namespace CdpStudio.EndToEnd.Browser;

/// <summary>Working a page without a mouse.</summary>
internal static class Keys
{
    private const int Most = 250;

    /// <summary>Presses Tab until the focus is on what is called so.</summary>
    public static async Task TabToAsync(this IPage page, string role, string name)
    {
        var met = new List<string>();
        for (var press = 0; press < Most; press++)
        {
            await page.Keyboard.PressAsync("Tab");
            var focused = await page.EvaluateAsync<string>(
                """
                () => {
                  const e = document.activeElement;
                  const role = e.getAttribute('role') || { A: 'link', BUTTON: 'button', SELECT: 'select', INPUT: 'textbox' }[e.tagName] || e.tagName;
                  const name = e.getAttribute('aria-label') || (e.labels && e.labels[0] && e.labels[0].innerText) || e.innerText || '';
                  return role + ': ' + name.trim();
                }
                """);
            if (focused == $"{role}: {name}") return;

            met.Add(focused);
        }

        throw new InvalidOperationException($"Tab never reached {role} '{name}'. It met: {string.Join(" | ", met.Distinct())}");
    }
}
