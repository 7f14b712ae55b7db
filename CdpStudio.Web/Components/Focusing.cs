using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace CdpStudio.Web.Components;

internal static class Focusing
{
    extension(ElementReference element)
    {
        /// <summary>Sets the focus, unless the element went between being drawn and now: a page must not fail by that.</summary>
        public async ValueTask FocusIfThereAsync(bool preventScroll = false)
        {
            try
            {
                await element.FocusAsync(preventScroll);
            }
            catch (JSException)
            {
                // The browser knows no such element any more, so there is nothing to focus.
            }
        }
    }
}
