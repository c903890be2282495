import { ask, oneAtATime, tell } from "./api.js";
import { make } from "./elements.js";
import { say, written } from "./words.js";

// The simulated time: what it shows is what the bot believes, always in UTC.
export class Clock {
  constructor(page) {
    this.page = page;
    this.face = make("output", { class: "clock-now", testid: "clock-now", "aria-live": "off" });
    this.next = make("span", { class: "clock-next" });
    this.spinner = make("span", { class: "spinner", hidden: true, role: "status" }, make("span", { class: "visually-hidden" }, say("moving")));
    this.nextButton = this.button("nextEvent", "clock-next", { to: "next" });
    this.field = make("input", { type: "datetime-local", "aria-label": say("goTo"), title: say("goTo"), required: true, testid: "clock-to" });
    this.element = make("div", { class: "clock" }, make("div", { class: "clock-face" }, make("div", {}, this.face, this.spinner), this.next), this.buildControls());
    this.sync = oneAtATime(() => this.load());
  }

  buildControls() {
    this.form = make("form", { class: "clock-form", onsubmit: (event) => this.submitted(event) }, this.field, make("button", { testid: "clock-go" }, say("go")));
    this.controls = make("div", { class: "clock-controls" }, this.nextButton, this.button("hour", "clock-hour", { hours: 1 }), this.button("day", "clock-day", { days: 1 }), this.form);
    return this.controls;
  }

  button(word, testid, wish) {
    return make("button", { type: "button", testid, onclick: () => this.move(wish) }, say(word));
  }

  submitted(event) {
    event.preventDefault();
    this.move({ to: `${this.field.value.padEnd(19, ":00")}+00:00` });
  }

  async load() {
    this.show(await ask("/clock"));
  }

  show({ now, next_event: next, moving }) {
    this.page.now = new Date(now);
    this.face.textContent = written("moment", this.page.now);
    this.face.dataset.moment = this.page.now.toISOString();
    this.next.textContent = next ? say("nextAt", { moment: written("moment", new Date(next)) }) : say("nothingPlanned");
    this.nextButton.disabled = !next || Boolean(this.isMoving);
    if (document.activeElement !== this.field) this.field.value = this.page.now.toISOString().slice(0, 16);
    if (moving !== undefined && !this.isMoving) this.drawMoving(moving);
  }

  async move(wish) {
    if (this.isMoving) return;
    this.isMoving = true;
    this.drawMoving(true);
    try {
      const answer = await tell("/clock", wish);
      this.isMoving = false;
      if (answer.now) this.show(answer);
      else await this.sync();
    } catch (error) {
      this.page.toast(error.message);
    } finally {
      this.isMoving = false;
      this.drawMoving(false);
      await this.page.refresh();
    }
  }

  drawMoving(moving) {
    if (moving) document.documentElement.dataset.moving = "1";
    else delete document.documentElement.dataset.moving;
    this.spinner.hidden = !moving;
    for (const button of this.element.querySelectorAll("button:not([aria-expanded])")) button.disabled = moving;
    if (!moving) this.nextButton.disabled = !this.next.textContent || this.next.textContent === say("nothingPlanned");
  }
}
